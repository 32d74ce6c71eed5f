using Countersign.Contracts.Metrics;

namespace Countersign.Server.Metrics;

/// <summary>Figures of one name; tells them in short.</summary>
internal sealed class MetricSeries(string name)
{
    /// <summary>A line that moves by less than this part of the average's size is flat.</summary>
    private const double FlatPart = 0.05;

    private readonly List<(DateTimeOffset At, double Value)> _figures = [];

    public void Add(DateTimeOffset at, double value) => _figures.Add((at, value));

    /// <exception cref="InvalidOperationException">Nothing was added.</exception>
    public MetricSummary Summarize()
    {
        // The sort is stable: figures of one instant stay as they were added.
        var ordered = _figures.OrderBy(figure => figure.At).ToArray();
        var values = Array.ConvertAll(ordered, figure => figure.Value);
        return new MetricSummary
        {
            Name = name,
            Count = values.Length,
            Min = values.Min(),
            Max = values.Max(),
            Avg = Mean(values),
            Last = values[^1],
            LastAt = ordered[^1].At,
            Trend = values.Length > 1 ? TrendOf(values) : null,
        };
    }

    // Divided before they are added: the sum of large finite figures may not be finite.
    private static double Mean(ReadOnlySpan<double> values)
    {
        var mean = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            mean += (values[i] / (i + 1)) - (mean / (i + 1));
        }

        return mean;
    }

    /// <summary>Ordinary least squares over the places 0, 1, 2 ..., whose squared distances from their mean add up to n(n²-1)/12.</summary>
    private static MetricTrend TrendOf(double[] values)
    {
        var count = values.Length;
        var (middle, mean) = ((count - 1) / 2.0, Mean(values));
        var spread = count * (((double)count * count) - 1) / 12;
        var slope = values.Index().Sum(figure => (figure.Item - mean) * ((figure.Index - middle) / spread));
        if (!double.IsFinite(slope))
        {
            slope = 0;
        }

        var moved = slope * (count - 1);
        var direction = Math.Abs(moved) <= FlatPart * Math.Abs(mean) ? TrendDirection.Flat
            : moved > 0 ? TrendDirection.Up
            : TrendDirection.Down;
        return new MetricTrend(direction, slope, Mean(values.AsSpan(0, count - 1)));
    }
}
