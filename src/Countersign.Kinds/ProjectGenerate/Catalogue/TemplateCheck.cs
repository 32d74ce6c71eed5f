namespace Countersign.Kinds.ProjectGenerate.Catalogue;

/// <summary>How a generated project is built and tested with its own toolchain.</summary>
public sealed record TemplateCheck
{
    /// <summary>The programs that have to be on the machine.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    /// <summary>In order, in the part's folder.</summary>
    public required IReadOnlyList<TemplateCommand> Commands { get; init; }
}
