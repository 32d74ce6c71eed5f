namespace Countersign.Client.Tasks;

/// <summary>Which tasks to list. What is null or false does not narrow the list.</summary>
public sealed record TaskQuery
{
    /// <summary>Whether the templates that ship with the product are wanted in place of saved tasks.</summary>
    public bool Builtin { get; init; }

    /// <summary>Whether only templates are wanted.</summary>
    public bool TemplatesOnly { get; init; }

    /// <summary>Who saved it; for administrators.</summary>
    public string? Owner { get; init; }

    /// <summary>Part of the name or identifier.</summary>
    public string? Text { get; init; }
}
