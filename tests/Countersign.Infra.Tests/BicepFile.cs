namespace Countersign.Infra.Tests;

/// <summary>What stands in a Bicep file, as <c>bicep/read.mjs</c> tells it.</summary>
internal sealed record BicepFile
{
    public required string File { get; init; }

    public string? Using { get; init; }

    public string? TargetScope { get; init; }

    public required IReadOnlyList<SyntaxError> Errors { get; init; }

    public required IReadOnlyList<Declaration> Parameters { get; init; }

    public required IReadOnlyList<Declaration> Variables { get; init; }

    public required IReadOnlyList<Declaration> Outputs { get; init; }

    public required IReadOnlyList<Module> Modules { get; init; }

    public required IReadOnlyList<Resource> Resources { get; init; }

    /// <summary>Functions that are called.</summary>
    public required IReadOnlyList<Use> Calls { get; init; }

    /// <summary>Names that expressions use.</summary>
    public required IReadOnlyList<Use> Names { get; init; }

    /// <summary>Outputs of modules that expressions read.</summary>
    public required IReadOnlyList<ModuleOutput> ModuleOutputs { get; init; }

    internal sealed record SyntaxError(int Line, int Column, string What);

    internal sealed record Decorator(string Name, string? Text);

    internal sealed record Declaration(string Name, int Line, string? Type = null, bool Optional = false, IReadOnlyList<Decorator>? Decorators = null);

    internal sealed record Module(string Name, string Path, BicepValue Body, int Line);

    internal sealed record Resource(string Name, string Type, string? ApiVersion, bool Existing, BicepValue Body, int Line)
    {
        public string Key => $"{Type}@{ApiVersion}";
    }

    internal sealed record Use(string Name, int Line);

    internal sealed record ModuleOutput(string Module, string Output, int Line);
}
