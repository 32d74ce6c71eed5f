namespace Countersign.Kinds;

/// <summary>
/// The snapshots of a blob. Each is named by the instant it was made at and none can be made with an earlier one, so that number and
/// newest name them all.
/// </summary>
/// <param name="Count">How many there are, from 1.</param>
/// <param name="Newest">The newest one's name, an instant as the storage writes it.</param>
public sealed record ItemSnapshots(int Count, string Newest);
