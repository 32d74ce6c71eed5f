namespace Countersign.Contracts.Proof;

/// <summary>One member of an audit row's <c>data</c>.</summary>
public readonly record struct AuditFact
{
    /// <param name="name">In snake_case.</param>
    /// <param name="text">Null leaves the fact out.</param>
    public AuditFact(string name, string? text) => (Name, Text) = (name, text);

    /// <param name="name">In snake_case.</param>
    /// <param name="number">A whole number that a double holds exactly.</param>
    public AuditFact(string name, long number) => (Name, Number) = (name, number);

    public string Name { get; }

    public string? Text { get; }

    public long? Number { get; }
}
