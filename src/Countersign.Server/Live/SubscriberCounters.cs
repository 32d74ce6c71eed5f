using System.Collections.Frozen;
using Countersign.Contracts.Statistics;

namespace Countersign.Server.Live;

/// <summary>Counts the subscribers of this process since it started, by transport.</summary>
public sealed class SubscriberCounters
{
    private readonly FrozenDictionary<string, TransportCounters> _transports =
        Transports.All.ToFrozenDictionary(transport => transport, _ => new TransportCounters(), StringComparer.Ordinal);

    /// <summary>Counts one more; disposing what is returned counts it out again.</summary>
    /// <param name="transport">One of <see cref="Transports"/>.</param>
    public Subscriber Enter(string transport) => new(_transports[transport]);

    /// <summary>The counts now.</summary>
    public IReadOnlyDictionary<string, TransportStatistics> Read() =>
        Transports.All.ToDictionary(transport => transport, transport => _transports[transport].Read(), StringComparer.Ordinal);
}
