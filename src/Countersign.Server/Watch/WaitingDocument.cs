namespace Countersign.Server.Watch;

/// <summary>A document that nobody has taken yet.</summary>
/// <param name="Name">Its file's name.</param>
/// <param name="Length">In bytes; 0 for a link.</param>
/// <param name="ModifiedAt">When its content last changed, in UTC.</param>
internal sealed record WaitingDocument(string Name, long Length, DateTime ModifiedAt);
