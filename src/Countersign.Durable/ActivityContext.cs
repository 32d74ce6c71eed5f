namespace Countersign.Durable;

/// <summary>Which orchestration instance called an activity.</summary>
public sealed record ActivityContext(string InstanceId, string Name);
