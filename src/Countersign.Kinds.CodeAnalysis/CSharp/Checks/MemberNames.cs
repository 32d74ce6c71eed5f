using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>How often each name stands in the files of a project, so that a type in several parts is seen as one.</summary>
internal sealed class MemberNames
{
    private readonly Dictionary<string, int> _partial = new(StringComparer.Ordinal);

    public MemberNames(IEnumerable<CSharpFile> files)
    {
        foreach (var file in files.Where(file => file.All<TypeDeclarationSyntax>().Any(type => type.Modifiers.Any(SyntaxKind.PartialKeyword))))
        {
            Count(file.Root, _partial);
            file.Forget();
        }
    }

    /// <summary>How often each name stands in a type; for one in parts, in all files that hold parts of types.</summary>
    public IReadOnlyDictionary<string, int> In(TypeDeclarationSyntax type)
    {
        if (type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(part => part.Modifiers.Any(SyntaxKind.PartialKeyword)))
        {
            return _partial;
        }

        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        Count(type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Last(), names);
        return names;
    }

    private static void Count(SyntaxNode node, Dictionary<string, int> names)
    {
        foreach (var token in node.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)))
        {
            names[token.ValueText] = names.GetValueOrDefault(token.ValueText) + 1;
        }
    }
}
