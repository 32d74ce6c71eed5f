using Countersign.Server.Http;

namespace Countersign.Server.Limits;

/// <summary>A place among a user's creations of this minute, or why there is none.</summary>
internal struct CreationPermit : IDisposable
{
    private Action? _giveBack;

    public CreationPermit(Action giveBack) => _giveBack = giveBack;

    public CreationPermit(Refusal refusal) => Refusal = refusal;

    /// <summary>Why no job may be created now; null when one may.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The job was created: the place is used.</summary>
    public void Keep() => _giveBack = null;

    public void Dispose()
    {
        _giveBack?.Invoke();
        _giveBack = null;
    }
}
