namespace Countersign.Durable;

/// <summary>The result of an activity or orchestration that returns nothing.</summary>
public sealed record Unit
{
    public static Unit Value { get; } = new();
}
