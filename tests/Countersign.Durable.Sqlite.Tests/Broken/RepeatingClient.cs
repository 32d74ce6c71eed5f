namespace Countersign.Durable.Sqlite.Tests.Broken;

/// <summary>Delivers each event twice.</summary>
internal sealed class RepeatingClient(IOrchestrationClient inner) : DelegatingClient(inner)
{
    public override async Task RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellationToken)
    {
        await base.RaiseEventAsync(instanceId, eventName, payload, cancellationToken);
        await base.RaiseEventAsync(instanceId, eventName, payload, cancellationToken);
    }
}
