namespace Countersign.Server.Watch;

/// <summary>Tells documents that are whole from those that somebody is still writing, as far as looking can tell.</summary>
/// <param name="settle">For how long size and time must not change.</param>
/// <param name="clock">What that is measured by: clocks of other machines, which a file's time may come from, do not matter.</param>
internal sealed class SettledDocuments(TimeSpan settle, TimeProvider clock)
{
    private Dictionary<string, (WaitingDocument Seen, long Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>Those of the documents that may be taken, in their order.</summary>
    /// <param name="waiting">Every document that waits now.</param>
    /// <param name="unsettledFor">How long until another may be; null when none is waited for.</param>
    public IReadOnlyList<WaitingDocument> Choose(IReadOnlyList<WaitingDocument> waiting, out TimeSpan? unsettledFor)
    {
        unsettledFor = null;
        var settled = new List<WaitingDocument>();
        var seen = new Dictionary<string, (WaitingDocument Seen, long Since)>(waiting.Count, StringComparer.Ordinal);
        foreach (var document in waiting)
        {
            var since = _seen.TryGetValue(document.Name, out var before) && before.Seen == document ? before.Since : clock.GetTimestamp();
            seen[document.Name] = (document, since);
            var left = settle - clock.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
            {
                settled.Add(document);
            }
            else if (unsettledFor is null || left < unsettledFor)
            {
                unsettledFor = left;
            }
        }

        _seen = seen;
        return settled;
    }
}
