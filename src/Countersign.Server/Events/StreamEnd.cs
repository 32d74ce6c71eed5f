namespace Countersign.Server.Events;

/// <summary>
/// Lets those go who wait for events when the host stops: a stream that waits for its client would hold the host up. They connect
/// again, and go on where they were.
/// </summary>
/// <param name="stopping">Cancelled when the host begins to stop.</param>
internal sealed class StreamEnd(CancellationToken stopping)
{
    /// <summary>Cancelled when the host begins to stop.</summary>
    public CancellationToken Stopping => stopping;

    /// <summary>Cancelled with the request, and when the host begins to stop.</summary>
    public CancellationTokenSource Link(CancellationToken request) => CancellationTokenSource.CreateLinkedTokenSource(request, stopping);

    /// <summary>Waits, and returns early when the host begins to stop.</summary>
    /// <exception cref="OperationCanceledException">The client is gone.</exception>
    public async Task WaitAsync(Func<CancellationToken, Task> wait, CancellationToken request)
    {
        using var either = Link(request);
        try
        {
            await wait(either.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !request.IsCancellationRequested)
        {
            // What there is by now is the answer.
        }
    }
}
