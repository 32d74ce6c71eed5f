using System.Collections.Concurrent;
using System.Threading.Channels;
using Countersign.Contracts.Events;
using Countersign.Server.Live;

namespace Countersign.Server.Tests.Live;

/// <summary>A client that notes what it gets, and stops reading while it is told to.</summary>
internal sealed class RecordingSink : ILiveSink
{
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> _sent = Channel.CreateUnbounded<bool>();

    public string ConnectionId => "connection";

    public ConcurrentQueue<HubMessage> Sent { get; } = new();

    public Task<string> Closed => _closed.Task;

    /// <summary>What the transport waits for before it has room again.</summary>
    public Task Room { get; set; } = Task.CompletedTask;

    public IReadOnlyList<long> Seqs => [.. Sent.Select(message => message.Payload).OfType<JobEvent>().Select(entry => entry.Seq)];

    public async Task SendAsync(HubMessage message, CancellationToken cancellationToken)
    {
        Sent.Enqueue(message);
        _sent.Writer.TryWrite(true);
        await Room.WaitAsync(cancellationToken);
    }

    public Task CloseAsync(string reason)
    {
        _closed.TrySetResult(reason);
        return Task.CompletedTask;
    }

    /// <summary>Waits until so many more messages have come.</summary>
    public async Task WaitAsync(int more)
    {
        for (var i = 0; i < more; i++)
        {
            try
            {
                await _sent.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            }
            catch (TimeoutException)
            {
                throw new InvalidOperationException($"No further message came; there were: {string.Join(' ', Sent.Select(message => message.Target))}.");
            }
        }
    }
}
