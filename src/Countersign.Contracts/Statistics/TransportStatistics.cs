namespace Countersign.Contracts.Statistics;

/// <summary>The subscribers of one transport, of the process that answers, since it started.</summary>
/// <param name="Current">Connected now.</param>
/// <param name="Total">That have ever connected.</param>
/// <param name="EventsDelivered">Events handed to the transport, counted for each subscriber.</param>
/// <param name="Overflowed">Closed because more events waited for them than a queue holds.</param>
/// <param name="ClosedSilent">Closed because they did not answer pings.</param>
/// <param name="ClosedBusy">Closed because they sent too many messages.</param>
public sealed record TransportStatistics(
    long Current, long Total, long EventsDelivered, long Overflowed, long ClosedSilent, long ClosedBusy);
