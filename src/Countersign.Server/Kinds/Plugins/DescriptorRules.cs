using System.Text.Json;
using Countersign.Contracts.Kinds;

namespace Countersign.Server.Kinds.Plugins;

/// <summary>What a kind has to say of itself, so that every client can be told.</summary>
internal static class DescriptorRules
{
    private const int LongestName = 100;

    /// <summary>What is wrong: a clause that follows the kind's type; null for nothing.</summary>
    public static string? Problem(KindDescriptor? descriptor) => descriptor switch
    {
        null => "has no Descriptor.",
        { Kind: not { Length: > 0 and <= LongestName } } => $"has no name; allowed are 1 to {LongestName} characters.",
        { Kind: var name } when !name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '_' or '-') =>
            $"is named '{name}'; allowed are lower-case letters, digits, '.', '_' and '-'.",
        { Title: null } or { Description: null } or { Version: null } => "lacks a Title, a Description or a Version.",
        { InputSchema.ValueKind: not JsonValueKind.Object } => "has an InputSchema that is no JSON object.",
        { ResultSchema.ValueKind: not JsonValueKind.Object } => "has a ResultSchema that is no JSON object.",
        _ => null,
    };
}
