namespace Countersign.Storage.Azure.Feed;

/// <summary>What a writer leaves before it commits events: that this job may soon have events up to a number.</summary>
/// <param name="Row">Its row key, which no other notice has.</param>
/// <param name="JobId">The job.</param>
/// <param name="Promised">The number of the last event that is to be committed.</param>
/// <param name="LeftAt">When it was left, by the clock of the service.</param>
internal sealed record FeedNotice(string Row, string JobId, long Promised, DateTimeOffset LeftAt);
