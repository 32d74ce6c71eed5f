using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>Looks for hashes and ciphers that no longer protect.</summary>
internal static class CryptographyCheck
{
    private static readonly Dictionary<string, Rule> Types = new(StringComparer.Ordinal)
    {
        ["MD5"] = CSharpRules.WeakHash,
        ["SHA1"] = CSharpRules.WeakHash,
        ["MD5CryptoServiceProvider"] = CSharpRules.WeakHash,
        ["SHA1CryptoServiceProvider"] = CSharpRules.WeakHash,
        ["SHA1Managed"] = CSharpRules.WeakHash,
        ["HMACMD5"] = CSharpRules.WeakHash,
        ["DES"] = CSharpRules.WeakCipher,
        ["TripleDES"] = CSharpRules.WeakCipher,
        ["RC2"] = CSharpRules.WeakCipher,
        ["DESCryptoServiceProvider"] = CSharpRules.WeakCipher,
        ["TripleDESCryptoServiceProvider"] = CSharpRules.WeakCipher,
        ["RC2CryptoServiceProvider"] = CSharpRules.WeakCipher,
    };

    public static void Check(CSharpFile file, FindingSink sink)
    {
        foreach (var name in file.All<IdentifierNameSyntax>())
        {
            var text = name.Identifier.ValueText;
            if (text == "ECB" && name.Parent is MemberAccessExpressionSyntax { Expression: var mode } && mode.ToString().EndsWith("CipherMode", StringComparison.Ordinal))
            {
                sink.AddAt(CSharpRules.WeakCipher, file, name, "ECB encrypts equal blocks to equal blocks.", isLessInTests: true);
            }
            else if (Types.TryGetValue(text, out var rule) && IsUsed(name) && IsFrameworks(file, name))
            {
                sink.AddAt(rule, file, name, $"{text} is broken.", isLessInTests: true);
            }
        }
    }

    // Where something is made or computed with it, not where it is only named as a type.
    private static bool IsUsed(IdentifierNameSyntax name)
    {
        SyntaxNode node = name.Parent switch
        {
            QualifiedNameSyntax qualified when qualified.Right == name => qualified,
            MemberAccessExpressionSyntax member when member.Name == name => member,
            _ => name,
        };
        return node.Parent is ObjectCreationExpressionSyntax creation && creation.Type == node
            || (node.Parent is MemberAccessExpressionSyntax access && access.Expression == node
                && (access.Name.Identifier.ValueText is "Create" or "HashData" or "HashDataAsync" or "TryHashData"))
            || (name.Parent is MemberAccessExpressionSyntax { Expression: var owner } && owner.ToString().EndsWith("HashAlgorithmName", StringComparison.Ordinal));
    }

    private static bool IsFrameworks(CSharpFile file, IdentifierNameSyntax name) =>
        file.Model?.GetSymbolInfo(name).Symbol is not { } symbol
        || (symbol as INamedTypeSymbol ?? symbol.ContainingType)?.ContainingNamespace?.ToString() == "System.Security.Cryptography";
}
