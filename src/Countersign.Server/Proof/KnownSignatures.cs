namespace Countersign.Server.Proof;

/// <summary>The signatures that were made or found good last, with what they sign.</summary>
/// <remarks>
/// Verifying costs about twice what signing does, and a decision is verified for each step. Two generations bound the memory:
/// when the young one is full, it becomes the old one.
/// </remarks>
internal sealed class KnownSignatures
{
    /// <summary>A signature and its payload have some two kilobytes.</summary>
    private const int Generation = 2000;

    private readonly Lock _lock = new();
    private Dictionary<(string Type, string Text), byte[]> _young = [];
    private Dictionary<(string Type, string Text), byte[]> _old = [];

    public void Add(string type, string text, byte[] payload)
    {
        lock (_lock)
        {
            if (_young.Count >= Generation)
            {
                (_old, _young) = (_young, []);
            }

            _young[(type, text)] = payload;
        }
    }

    public byte[]? Find(string type, string text)
    {
        lock (_lock)
        {
            return _young.GetValueOrDefault((type, text)) ?? _old.GetValueOrDefault((type, text));
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            (_old, _young) = ([], []);
        }
    }
}
