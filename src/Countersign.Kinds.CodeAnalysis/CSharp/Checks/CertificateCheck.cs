using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>Looks for certificates that are accepted unseen.</summary>
internal static class CertificateCheck
{
    public static void Check(CSharpFile file, FindingSink sink)
    {
        foreach (var given in file.All<AssignmentExpressionSyntax>())
        {
            var target = given.Left is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : given.Left.ToString();
            if (target is "ServerCertificateCustomValidationCallback" or "RemoteCertificateValidationCallback" or "ServerCertificateValidationCallback"
                && AcceptsAll(given.Right))
            {
                sink.AddAt(CSharpRules.CertificateCheck, file, given, "Every certificate is accepted.", isLessInTests: true);
            }
        }
    }

    private static bool AcceptsAll(ExpressionSyntax callback) => callback switch
    {
        AnonymousFunctionExpressionSyntax { ExpressionBody: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } } => true,
        AnonymousFunctionExpressionSyntax { Block.Statements: [ReturnStatementSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } }] } => true,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "DangerousAcceptAnyServerCertificateValidator" } => true,
        _ => false,
    };
}
