using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Countersign.Testing.Http;

/// <summary>
/// A strict reader of Prometheus' text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/): whatever a
/// scraper or promtool would refuse, it refuses.
/// </summary>
public sealed partial class Exposition
{
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _helped = new(StringComparer.Ordinal);
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _samples = new(StringComparer.Ordinal);
    private string? _family;

    private Exposition()
    {
    }

    /// <summary>Every sample by its name and labels in the order of the labels' names.</summary>
    public IReadOnlyDictionary<string, double> Samples => _samples;

    /// <summary>Every family's type.</summary>
    public IReadOnlyDictionary<string, string> Types => _types;

    /// <exception cref="FormatException">The text is not of the format; the message names the line.</exception>
    public static Exposition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var page = new Exposition();
        page.Require(text.EndsWith('\n'), text, "the last line must end with a line feed");
        foreach (var line in text[..^1].Split('\n'))
        {
            page.Read(line);
        }

        page.CheckHistograms();
        return page;
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\[\\"n])*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\[\\"n])*")*)\})? (?<value>[^ ]+)$""")]
    private static partial Regex Sample();

    [GeneratedRegex("""(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\\n]|\\[\\"n])*)"(,|$)""")]
    private static partial Regex Label();

    [GeneratedRegex("""^# (?<word>HELP|TYPE) (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<rest>.+)$""")]
    private static partial Regex Comment();

    private static string Join(string name, IEnumerable<(string Name, string Value)> labels)
    {
        var text = new StringBuilder(name);
        foreach (var (label, value) in labels.OrderBy(label => label.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $" {label}={value}");
        }

        return text.ToString();
    }

    private void Read(string line)
    {
        if (line.StartsWith('#'))
        {
            var comment = Comment().Match(line);
            Require(comment.Success, line, "a comment of ours is HELP or TYPE with a name");
            Enter(comment.Groups["name"].Value, line);
            if (comment.Groups["word"].Value == "HELP")
            {
                Require(_helped.Add(_family!), line, "one HELP for a family");
                return;
            }

            Require(comment.Groups["rest"].Value is "counter" or "gauge" or "histogram", line, "a known type");
            Require(_types.TryAdd(_family!, comment.Groups["rest"].Value), line, "one TYPE for a family");
            return;
        }

        var sample = Sample().Match(line);
        Require(sample.Success, line, "a sample is NAME{LABELS} VALUE");
        var name = sample.Groups["name"].Value;
        Require(_family is not null && _types.TryGetValue(_family, out var type) && NamesOf(_family, type).Contains(name), line, "a sample stands below the TYPE of its family");
        (string Name, string Value)[] labels =
            [.. Label().Matches(sample.Groups["labels"].Value).Select(label => (label.Groups["name"].Value, label.Groups["value"].Value))];
        Require(labels.DistinctBy(label => label.Name).Count() == labels.Length, line, "no label twice");
        Require(double.TryParse(sample.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value), line, "a number");
        Require(_types[_family!] == "gauge" || value >= 0, line, "nothing that is counted is negative");
        Require(_samples.TryAdd(Join(name, labels), value), line, "each sample once");
    }

    private static IEnumerable<string> NamesOf(string family, string type) =>
        type == "histogram" ? [family + "_bucket", family + "_sum", family + "_count"] : [family];

    private void Enter(string family, string line)
    {
        if (family == _family)
        {
            return;
        }

        if (_family is not null)
        {
            _closed.Add(_family);
        }

        Require(!_closed.Contains(family), line, "the lines of a family stand together");
        _family = family;
    }

    /// <summary>Buckets grow with their bounds, and the one of <c>+Inf</c> is the count.</summary>
    private void CheckHistograms()
    {
        foreach (var family in _types.Where(type => type.Value == "histogram").Select(type => type.Key))
        {
            var buckets = _samples.Where(sample => sample.Key.StartsWith(family + "_bucket ", StringComparison.Ordinal));
            foreach (var series in buckets.GroupBy(bucket => Bound().Replace(bucket.Key, ""), StringComparer.Ordinal))
            {
                var ordered = series.OrderBy(bucket => BoundOf(bucket.Key)).ToArray();
                Require(ordered.Zip(ordered.Skip(1)).All(pair => pair.First.Value <= pair.Second.Value), series.Key, "buckets add up");
                Require(double.IsPositiveInfinity(BoundOf(ordered[^1].Key)), series.Key, "the last bucket is +Inf");
                var count = series.Key.Replace("_bucket", "_count", StringComparison.Ordinal);
                Require(_samples.TryGetValue(count, out var total) && total == ordered[^1].Value, series.Key, "the last bucket is the count");
                Require(_samples.ContainsKey(series.Key.Replace("_bucket", "_sum", StringComparison.Ordinal)), series.Key, "a sum");
            }
        }
    }

    [GeneratedRegex(" le=[^ ]+")]
    private static partial Regex Bound();

    private static double BoundOf(string sample)
    {
        var bound = Bound().Match(sample).Value[4..];
        return bound == "+Inf" ? double.PositiveInfinity : double.Parse(bound, CultureInfo.InvariantCulture);
    }

    private void Require(bool holds, string line, string rule)
    {
        if (!holds)
        {
            throw new FormatException($"Not Prometheus text: '{line}'; wanted is {rule}. Family: {_family}.");
        }
    }
}
