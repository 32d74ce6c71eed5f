using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Engine;

/// <summary>
/// The durable client of the call that is being served. The Functions host hands one to each function that asks for it, and
/// nowhere else; services are singletons, so they find it here.
/// </summary>
public sealed class BoundDurableClient
{
    private readonly AsyncLocal<DurableTaskClient?> _client = new();

    /// <summary>The client of this call.</summary>
    /// <exception cref="InvalidOperationException">The function that serves this call binds none.</exception>
    internal DurableTaskClient Client =>
        _client.Value ?? throw new InvalidOperationException(
            "This function uses the durable engine and binds no client of it: give it a [DurableClient] parameter and run it through this class.");

    /// <summary>Runs what may use the client.</summary>
    internal async Task<T> RunAsync<T>(DurableTaskClient client, Func<Task<T>> run)
    {
        _client.Value = client;
        return await run();
    }
}
