package dev.llmcache.conformance;

/**
 * Two questions that are worded alike.
 *
 * @param category what they differ in
 * @param first one question
 * @param second the other, equal to the first where only earlier turns tell them apart
 */
public record QuestionPair(Category category, String first, String second) {

}
