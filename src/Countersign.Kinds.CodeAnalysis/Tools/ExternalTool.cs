using Countersign.Kinds.CodeAnalysis.Findings;

namespace Countersign.Kinds.CodeAnalysis.Tools;

/// <summary>An analyser that a machine may have.</summary>
/// <param name="Name">Also the program's name, and the beginning of its rules' ids.</param>
/// <param name="Language">What it looks at, for people.</param>
/// <param name="Extensions">Of the files that make it worth running.</param>
/// <param name="Needs">A file that must stand at the root; null for none.</param>
/// <param name="Command">The program and its arguments; run at the source's root.</param>
/// <param name="Read">Makes findings of its output; throws <see cref="System.Text.Json.JsonException"/> for what it cannot read.</param>
internal sealed record ExternalTool(
    string Name, string Language, string[] Extensions, string? Needs, IReadOnlyList<string> Command, Action<string, string, FindingSink> Read);
