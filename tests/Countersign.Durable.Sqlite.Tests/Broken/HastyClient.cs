namespace Countersign.Durable.Sqlite.Tests.Broken;

/// <summary>Says that an event is taken, and forgets it.</summary>
internal sealed class HastyClient(IOrchestrationClient inner) : DelegatingClient(inner)
{
    public override Task RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
