using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>Looks for private members whose name stands nowhere but at their declaration.</summary>
internal static class UnusedMemberCheck
{
    private static readonly SyntaxKind[] Visible =
        [SyntaxKind.PublicKeyword, SyntaxKind.InternalKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.OverrideKeyword, SyntaxKind.PartialKeyword, SyntaxKind.ExternKeyword];

    public static void Check(CSharpFile file, MemberNames names, FindingSink sink)
    {
        foreach (var type in file.All<TypeDeclarationSyntax>().Where(type => type is not InterfaceDeclarationSyntax && type.AttributeLists.Count == 0))
        {
            IReadOnlyDictionary<string, int>? counts = null;
            foreach (var (name, place) in type.Members.Where(IsPrivate).SelectMany(Names))
            {
                counts ??= names.In(type);
                if (counts.GetValueOrDefault(name) <= 1 && name != "Main")
                {
                    sink.AddAt(CSharpRules.UnusedMember, file, place, $"Nothing uses the private '{name}' of '{type.Identifier.ValueText}'.");
                }
            }
        }
    }

    // An attribute may give a member uses that no code shows.
    private static bool IsPrivate(MemberDeclarationSyntax member) =>
        member.AttributeLists.Count == 0 && !Visible.Any(kind => member.Modifiers.Any(kind));

    private static IEnumerable<(string Name, SyntaxToken Place)> Names(MemberDeclarationSyntax member) => member switch
    {
        BaseFieldDeclarationSyntax fields => fields.Declaration.Variables.Select(variable => (variable.Identifier.ValueText, variable.Identifier)),
        MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } method => [(method.Identifier.ValueText, method.Identifier)],
        PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null } property => [(property.Identifier.ValueText, property.Identifier)],
        _ => [],
    };
}
