package dev.llmcache.benchmarks.plots;

import java.awt.Color;
import java.awt.Paint;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;

import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jspecify.annotations.Nullable;

/**
 * How much of their limits figures take.
 *
 * @param heading where they are from
 * @param results the figures
 */
record LimitsChart(Heading heading, List<Result> results) {

	private static final String SCALE = "Value divided by limit, or limit by value where more is better: 1 is the limit.";

	private static final int BAR = 30;

	private static final int FRAME = 210;

	private static final int MANY = 100;

	/** What is beyond is drawn as if it were there. */
	private static final double FARTHEST = 3;

	private static final double ROOM = 0.1;

	static LimitsChart of(ResultFile file) {
		return new LimitsChart(file.heading(), file.results().stream().filter(Result::isHeld).toList());
	}

	String draw() {
		DefaultCategoryDataset shares = new DefaultCategoryDataset();
		this.results
			.forEach((result) -> shares.addValue(Math.min(result.shareOfLimit(), FARTHEST), "share", name(result)));
		CategoryAxis names = new CategoryAxis();
		names.setMaximumCategoryLabelWidthRatio(0.6f);
		names.setCategoryLabelPositionOffset(2 * Look.SLACK);
		Look.apply(names);
		CategoryPlot plot = new CategoryPlot(shares, names, scale(), new Bars(this.results));
		plot.setOrientation(PlotOrientation.HORIZONTAL);
		plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
		plot.setRangeGridlinePaint(Look.GRID);
		plot.addRangeMarker(new ValueMarker(1, Look.TEXT, Look.THIN));
		plot.setFixedLegendItems(legend());
		return Svg.of(Look.chart("How much of their limits the figures take", SCALE, plot, this.heading),
				FRAME + BAR * this.results.size());
	}

	private static NumberAxis scale() {
		NumberAxis scale = new NumberAxis("share of the limit");
		scale.setRange(0, FARTHEST + ROOM);
		scale.setTickUnit(new NumberTickUnit(0.5));
		Look.apply(scale);
		return scale;
	}

	private static LegendItemCollection legend() {
		LegendItemCollection legend = new LegendItemCollection();
		legend.add(item("kept", Look.KEPT));
		legend.add(item("not kept", Look.NOT_KEPT));
		return legend;
	}

	private static LegendItem item(String name, Color colour) {
		return new LegendItem(name, null, null, null, new Rectangle2D.Double(-5, -5, 10, 10), colour);
	}

	private static String name(Result result) {
		return "%s: %s of at %s %s".formatted(result.name().replace('-', ' '), number(result.value()),
				result.isAtMost() ? "most" : "least", number(result.limit()));
	}

	private static String number(@Nullable Double number) {
		double shown = (number != null) ? number : 0;
		return String.format(Locale.ROOT, (shown < MANY) ? "%.2f" : "%,.0f", shown);
	}

	/**
	 * Bars of which each has the colour of its verdict.
	 */
	private static final class Bars extends BarRenderer {

		private static final long serialVersionUID = 1;

		private final transient List<Result> results;

		Bars(List<Result> results) {
			this.results = results;
			setBarPainter(new StandardBarPainter());
			setShadowVisible(false);
		}

		@Override
		public Paint getItemPaint(int row, int column) {
			return this.results.get(column).ok() ? Look.KEPT : Look.NOT_KEPT;
		}

	}

}
