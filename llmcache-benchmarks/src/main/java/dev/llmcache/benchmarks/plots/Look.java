package dev.llmcache.benchmarks.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.VerticalAlignment;

/**
 * What all charts have in common: no background, and colours that can be read on a light
 * page and on a dark one. Texts are measured in a font that comes with a library, so that
 * no chart depends on the fonts of a machine, and is as wide as those that readers have.
 */
final class Look {

	static final String FONT_FAMILY = "Liberation Sans";

	static final int WIDTH = 800;

	/** Of lines. */
	static final List<Color> COLOURS = List.of(new Color(0x2F81F7), new Color(0xD9730D), new Color(0x2DA44E),
			new Color(0xA371F7));

	static final Color KEPT = new Color(0x2DA44E);

	static final Color NOT_KEPT = new Color(0xD9730D);

	static final Color TEXT = new Color(0x768390);

	static final Color GRID = new Color(0x76, 0x83, 0x90, 0x50);

	static final BasicStroke THIN = new BasicStroke(1);

	private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

	private static final Font REGULAR = font();

	private static final int GAP = 12;

	/** For fonts of readers that are wider. */
	static final int SLACK = 24;

	private Look() {
	}

	private static Font font() {
		try (InputStream file = Look.class.getResourceAsStream(FONT)) {
			if (file == null) {
				throw new IllegalStateException("No " + FONT + " on the class path");
			}
			return Font.createFont(Font.TRUETYPE_FONT, file);
		}
		catch (FontFormatException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Font font(int size) {
		return REGULAR.deriveFont((float) size);
	}

	/**
	 * A chart.
	 * @param title what it shows
	 * @param scales how it is to be read
	 * @param plot how
	 * @param heading where it is from
	 * @return the chart
	 */
	static JFreeChart chart(String title, String scales, Plot plot, Heading heading) {
		plot.setBackgroundPaint(null);
		plot.setOutlineVisible(false);
		JFreeChart chart = new JFreeChart(null, font(14), plot, true);
		chart.setBackgroundPaint(null);
		chart.setPadding(new RectangleInsets(GAP, GAP, GAP, GAP));
		chart.setTitle(text(title, 18, RectangleEdge.TOP));
		chart.addSubtitle(0, text(scales, 12, RectangleEdge.TOP));
		LegendTitle legend = chart.getLegend();
		legend.setItemFont(font(13));
		legend.setItemPaint(TEXT);
		legend.setBackgroundPaint(null);
		legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, SLACK));
		legend.setFrame(BlockBorder.NONE);
		heading.caption().forEach((line) -> chart.addSubtitle(0, text(line, 11, RectangleEdge.BOTTOM)));
		return chart;
	}

	private static TextTitle text(String text, int size, RectangleEdge place) {
		return new TextTitle(text, font(size), TEXT, place, HorizontalAlignment.LEFT, VerticalAlignment.BOTTOM,
				new RectangleInsets(2, GAP, 2, GAP));
	}

	static void apply(Axis axis) {
		axis.setLabelFont(font(13));
		axis.setLabelPaint(TEXT);
		axis.setTickLabelFont(font(13));
		axis.setTickLabelPaint(TEXT);
		axis.setAxisLinePaint(GRID);
		axis.setTickMarkPaint(GRID);
	}

}
