namespace Countersign.Server.Ports;

/// <summary>One page of records.</summary>
/// <param name="Items">In the order that was asked for.</param>
/// <param name="Total">How many jobs match, on all pages together; 0 where <see cref="JobQuery.WithoutTotal"/> was asked for.</param>
/// <param name="NextCursor">Continues after the last item; null on the last page.</param>
public sealed record JobPage(IReadOnlyList<JobRecord> Items, long Total, string? NextCursor);
