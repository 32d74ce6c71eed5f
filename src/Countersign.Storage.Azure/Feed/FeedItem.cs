namespace Countersign.Storage.Azure.Feed;

/// <summary>An entry of the feed: events of one job that follow each other.</summary>
/// <param name="Number">Its place.</param>
/// <param name="JobId">The job.</param>
/// <param name="Generation">Which job of that identifier.</param>
/// <param name="First">The number of its first event.</param>
/// <param name="Last">The number of its last event.</param>
internal sealed record FeedItem(long Number, string JobId, string Generation, long First, long Last);
