using System.Globalization;
using System.Text;

namespace Countersign.Server.Telemetry;

/// <summary>The text format of Prometheus, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/).</summary>
internal static class PrometheusText
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>An instrument's name as Prometheus writes it: with its unit, and a counter with <c>_total</c>.</summary>
    public static string NameOf(string instrument, string? unit, string type)
    {
        var name = instrument.Replace('.', '_');
        var suffix = unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return name + suffix + (type == "counter" ? "_total" : "");
    }

    /// <summary>Labels between their braces, without the braces.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(name.Replace('.', '_')).Append("=\"")
                .Append(Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }

        return text.ToString();
    }

    /// <summary>The whole page.</summary>
    public static string Write(IEnumerable<MetricFamily> families) => Write(families.Select(family => (family.Name, family)));

    /// <summary>Families under names that may not be their own.</summary>
    public static string Write(IEnumerable<(string Name, MetricFamily Family)> named)
    {
        var text = new StringBuilder();
        foreach (var (name, family) in named)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {Escape(family.Help)}\n# TYPE {name} {family.Type}\n");
            foreach (var (labels, series) in family.Series)
            {
                if (family.Bounds.Count > 0)
                {
                    WriteHistogram(text, name, family, labels, series);
                }
                else
                {
                    WriteSample(text, name, labels, series.Value);
                }
            }
        }

        return text.ToString();
    }

    private static void WriteHistogram(StringBuilder text, string name, MetricFamily family, string labels, MetricSeries series)
    {
        var below = 0L;
        for (var bucket = 0; bucket < series.Buckets.Length; bucket++)
        {
            below += series.Buckets[bucket];
            var bound = bucket < family.Bounds.Count ? family.Bounds[bucket].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            WriteSample(text, name + "_bucket", $"{labels}{(labels.Length == 0 ? "" : ",")}le=\"{bound}\"", below);
        }

        WriteSample(text, name + "_sum", labels, series.Value);
        WriteSample(text, name + "_count", labels, below);
    }

    private static void WriteSample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
