package dev.llmcache.benchmarks.plots;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.Document;

/**
 * Pictures of charts, with their texts as texts.
 */
final class Svg {

	private static final String NAMESPACE = "http://www.w3.org/2000/svg";

	private static final String LOOK_ALIKES = "Arial, Helvetica, " + Look.FONT_FAMILY + ", sans-serif";

	private static final int DECIMALS = 2;

	private Svg() {
	}

	/**
	 * Draws a chart.
	 * @param chart the chart
	 * @param height of the picture in pixels
	 * @return the picture, the same each time
	 */
	static String of(JFreeChart chart, int height) {
		// Or those that stand upright would be outlines
		TextUtils.setUseDrawRotatedStringWorkaround(false);
		SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
		context.setPrecision(DECIMALS);
		context.setComment("Drawn by run plots");
		SVGGraphics2D graphics = new SVGGraphics2D(context, false);
		graphics.setSVGCanvasSize(new Dimension(Look.WIDTH, height));
		chart.draw(graphics, new Rectangle(Look.WIDTH, height));
		StringWriter picture = new StringWriter();
		try {
			graphics.stream(picture);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return picture.toString().replace("'" + Look.FONT_FAMILY + "'", LOOK_ALIKES);
	}

	private static Document document() {
		try {
			return DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.getDOMImplementation()
				.createDocument(NAMESPACE, "svg", null);
		}
		catch (ParserConfigurationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
