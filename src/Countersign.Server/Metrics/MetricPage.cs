using Countersign.Contracts.Jobs;
using Countersign.Contracts.Metrics;
using Countersign.Server.Ports;

namespace Countersign.Server.Metrics;

/// <summary>A page while it fills.</summary>
internal sealed class MetricPage(MetricQuery query)
{
    private readonly List<Metric> _items = [];
    private MetricCursor? _next;

    /// <summary>Whether another figure would be one too many.</summary>
    public bool IsFull => _next is not null;

    /// <summary>Takes what fits of a job's figures: those behind a number, with the name that is wanted.</summary>
    public void Add(Job job, IReadOnlyList<MetricPack> packs, int after)
    {
        foreach (var (index, figure) in MetricViews.Of(job, packs).Index())
        {
            if (index < after || (query.Name is { } name && figure.Name != name))
            {
                continue;
            }

            if (_items.Count == query.Limit)
            {
                _next ??= MetricCursor.Behind(job, index);
                return;
            }

            _items.Add(figure);
        }
    }

    /// <summary>Ends the page here, although more may fit.</summary>
    public void StopBehind(Job job) => _next ??= MetricCursor.Behind(job, MetricCursor.WholeJob);

    public MetricList ToList() => new(_items, _next?.ToString());
}
