package dev.llmcache.benchmarks.plots;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Times by how much there is, both on logarithmic scales.
 *
 * @param heading where they are from
 * @param points the times
 */
record GrowthChart(Heading heading, List<Point> points) {

	private static final Pattern TIME = Pattern.compile("([a-z]+)-([a-z-]+)-(\\d+)-p(50|99)-us");

	private static final Map<String, Titles> TITLES = Map.of("exact",
			new Titles("Time of an exact hit, by the number of answers", "answers"), "scope",
			new Titles("Time of a search, by the size of its scope", "entries in the scope"), "tenants", new Titles(
					"Time of an exact hit and of a search, by the number of tenants", "tenants, of 100 answers each"));

	private static final Map<String, String> SERIES = Map.of("exact-redis", "Redis, at the store", "exact-near",
			"in the process, at the advisor", "scope-pgvector", "PostgreSQL (pgvector)", "scope-lucene", "Lucene",
			"tenants-redis", "hit in Redis, one tenant asks", "tenants-redis-any", "hit in Redis, all ask",
			"tenants-pgvector", "search in PostgreSQL (pgvector)", "tenants-lucene", "search in Lucene");

	private static final String SCALES = "Medians, and dashed the 99th percentiles. Both scales are logarithmic.";

	private static final int HEIGHT = 500;

	private static final double MARGIN = 1.3;

	private static final float WIDTH = 2;

	private static final BasicStroke DASHED = new BasicStroke(WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1,
			new float[] { 6, 5 }, 0);

	private static final BasicStroke SOLID = new BasicStroke(WIDTH);

	static GrowthChart of(ResultFile file) {
		List<Point> points = new ArrayList<>();
		for (Result result : file.results()) {
			Matcher time = TIME.matcher(result.name());
			if (time.matches() && TITLES.containsKey(time.group(1))) {
				points.add(new Point(time.group(1), time.group(2), Integer.parseInt(time.group(3)),
						"50".equals(time.group(4)), result.value()));
			}
		}
		return new GrowthChart(file.heading(), points);
	}

	boolean isEmpty() {
		return this.points.isEmpty();
	}

	String draw() {
		Titles titles = TITLES.getOrDefault(this.points.getFirst().axis(), new Titles("", ""));
		XYSeriesCollection lines = new XYSeriesCollection();
		XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
		renderer.setDrawSeriesLineAsPath(true);
		List<String> series = this.points.stream().map(Point::series).distinct().toList();
		for (String name : series) {
			for (boolean isMedian : new boolean[] { true, false }) {
				int number = lines.getSeriesCount();
				lines.addSeries(line(name, isMedian));
				renderer.setSeriesPaint(number, Look.COLOURS.get(series.indexOf(name)));
				renderer.setSeriesStroke(number, isMedian ? SOLID : DASHED);
				renderer.setSeriesShapesVisible(number, isMedian);
				renderer.setSeriesVisibleInLegend(number, isMedian);
			}
		}
		LogAxis sizes = axis(titles.size(), Labels.COUNTS);
		sizes.setRange(smallest(Point::size) / MARGIN, largest(Point::size) * MARGIN);
		LogAxis times = axis("time", Labels.TIMES);
		times.setRange(Math.pow(10, Math.floor(Math.log10(smallest(Point::micros)))) / MARGIN,
				Math.pow(10, Math.ceil(Math.log10(largest(Point::micros)))) * MARGIN);
		XYPlot plot = new XYPlot(lines, sizes, times, renderer);
		plot.setDomainGridlinePaint(Look.GRID);
		plot.setRangeGridlinePaint(Look.GRID);
		return Svg.of(Look.chart(titles.chart(), SCALES, plot, this.heading), HEIGHT);
	}

	private XYSeries line(String series, boolean isMedian) {
		List<Point> some = this.points.stream()
			.filter((point) -> point.series().equals(series) && point.isMedian() == isMedian)
			.toList();
		String name = SERIES.getOrDefault(some.getFirst().axis() + "-" + series, series);
		XYSeries line = new XYSeries(isMedian ? name : name + ", 99th percentile");
		some.forEach((point) -> line.add(point.size(), point.micros()));
		return line;
	}

	private double smallest(ToDoubleFunction<Point> part) {
		return this.points.stream().mapToDouble(part).min().orElse(1);
	}

	private double largest(ToDoubleFunction<Point> part) {
		return this.points.stream().mapToDouble(part).max().orElse(1);
	}

	private static LogAxis axis(String label, Labels labels) {
		LogAxis axis = new LogAxis(label);
		axis.setBase(10);
		axis.setTickUnit(new NumberTickUnit(1));
		axis.setMinorTickMarksVisible(false);
		axis.setNumberFormatOverride(labels);
		Look.apply(axis);
		return axis;
	}

	/**
	 * What is written at a chart.
	 *
	 * @param chart what it shows
	 * @param size what there is more and more of
	 */
	private record Titles(String chart, String size) {

	}

	/**
	 * Time at one size.
	 *
	 * @param axis what there is more and more of
	 * @param series what was timed
	 * @param size how much there was
	 * @param isMedian whether it is the median, and not the 99th percentile
	 * @param micros the time
	 */
	record Point(String axis, String series, int size, boolean isMedian, double micros) {

	}

}
