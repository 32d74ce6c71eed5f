using Countersign.Durable.Sqlite.History;

namespace Countersign.Durable.Sqlite.Turns;

/// <summary>Something an instance is told in memory. Its sender may wait until the effect is on disk.</summary>
internal sealed class InstanceMessage
{
    // A pool thread must go on with the next turn, not run the caller's code.
    private readonly TaskCompletionSource? _acknowledgement;

    private readonly Action? _hasBegun;

    private InstanceMessage(Action hasBegun) => _hasBegun = hasBegun;

    private InstanceMessage(bool isAwaited) =>
        _acknowledgement = isAwaited ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;

    /// <summary>Has the instance look into its inbox, and go on with what it had begun.</summary>
    public static InstanceMessage Wake { get; } = new(isAwaited: false);

    /// <summary>Has a new instance begin, and tells when its first turn is over.</summary>
    public static InstanceMessage Begin(Action hasBegun) => new(hasBegun);

    /// <summary>Has the instance fail, because its code runs where it may not.</summary>
    public static InstanceMessage Strayed { get; } = new(isAwaited: false);

    /// <summary>Has the instance write what its turns have put off.</summary>
    public static InstanceMessage WriteDeferred { get; } = new(isAwaited: false);

    /// <summary>What to record; null for the messages above.</summary>
    public HistoryEvent? Event { get; private init; }

    /// <summary>The execution it is for; null for whichever is current.</summary>
    public int? Generation { get; private init; }

    public bool IsAwaited => _acknowledgement is not null;

    /// <summary>Completes when the message's effect is on disk.</summary>
    public Task Acknowledged => _acknowledgement?.Task ?? Task.CompletedTask;

    /// <summary>An answer to a call or timer of one execution.</summary>
    public static InstanceMessage Answer(int generation, HistoryEvent answer) =>
        new(isAwaited: false) { Event = answer, Generation = generation };

    /// <summary>A request of a client, who waits for it.</summary>
    public static InstanceMessage Request(HistoryEvent request) => new(isAwaited: true) { Event = request };

    public void Acknowledge()
    {
        _acknowledgement?.TrySetResult();
        _hasBegun?.Invoke();
    }

    public void Refuse(Exception exception) => _acknowledgement?.TrySetException(exception);

    public static void AcknowledgeAll(List<InstanceMessage> messages)
    {
        foreach (var message in messages)
        {
            message.Acknowledge();
        }
    }

    public static void RefuseAll(List<InstanceMessage> messages, Exception exception)
    {
        foreach (var message in messages)
        {
            message.Refuse(exception);
        }
    }
}
