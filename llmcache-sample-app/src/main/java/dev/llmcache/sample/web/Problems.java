package dev.llmcache.sample.web;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers every failure with a problem detail that a customer may read.
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

	static final String NO_ANSWER = "The model did not answer. Please try again.";

	private static final Log log = LogFactory.getLog(Problems.class);

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status,
				"The body must be a JSON object such as {\"question\": \"Where is my order?\"}.");
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

	@ExceptionHandler
	ProblemDetail invalidQuestion(InvalidQuestionException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ex.getMessage());
	}

	// Messages of a provider may quote the question or a part of the key
	@ExceptionHandler
	ProblemDetail noAnswer(Exception ex) {
		log.warn("Could not answer: " + ex.getClass().getName());
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, NO_ANSWER);
	}

}
