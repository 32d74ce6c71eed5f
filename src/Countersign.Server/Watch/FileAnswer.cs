namespace Countersign.Server.Watch;

/// <summary>What the API answers to a document.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON body.</param>
/// <param name="RetryAfter">When to ask again, where the answer says so.</param>
internal sealed record FileAnswer(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter)
{
    /// <summary>Whether it is no answer to the document, but the server that cannot give one now.</summary>
    public bool IsForLater => Status is 429 or 503;
}
