using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>Looks for readers of data that make whatever type the data names.</summary>
internal static class DeserializationCheck
{
    private static readonly string[] Readers = ["BinaryFormatter", "SoapFormatter", "NetDataContractSerializer", "LosFormatter", "ObjectStateFormatter"];

    public static void Check(CSharpFile file, FindingSink sink)
    {
        foreach (var creation in file.All<ObjectCreationExpressionSyntax>())
        {
            var type = creation.Type is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : creation.Type.ToString();
            if (Readers.Contains(type))
            {
                sink.AddAt(CSharpRules.InsecureDeserialization, file, creation.Type, $"{type} makes whatever type the data names.", isLessInTests: true);
            }
        }

        foreach (var access in file.All<MemberAccessExpressionSyntax>())
        {
            if (access is { Expression: var owner, Name.Identifier.ValueText: "All" or "Auto" or "Objects" or "Arrays" }
                && owner.ToString().EndsWith("TypeNameHandling", StringComparison.Ordinal))
            {
                sink.AddAt(CSharpRules.InsecureDeserialization, file, access, "The data names the types that are made.", isLessInTests: true);
            }
        }
    }
}
