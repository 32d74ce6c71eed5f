using System.Text;
using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Inventory;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Countersign.Kinds.CodeAnalysis.CSharp;

/// <summary>Parses files within bounds: what is too long or too deep is noted and left out.</summary>
internal static class CSharpParser
{
    private const long LargestBytes = 1024 * 1024;
    private const int DeepestBrackets = 400;
    private const int DeepestSyntax = 1500;

    private static readonly string[] Symbols =
    [
        "DEBUG", "TRACE", "NET", "NETCOREAPP", "NET10_0", "NET5_0_OR_GREATER", "NET6_0_OR_GREATER", "NET7_0_OR_GREATER", "NET8_0_OR_GREATER",
        "NET9_0_OR_GREATER", "NET10_0_OR_GREATER", "NETCOREAPP3_0_OR_GREATER", "NETCOREAPP3_1_OR_GREATER", "NETSTANDARD2_0_OR_GREATER", "NETSTANDARD2_1_OR_GREATER",
    ];

    public static CSharpParseOptions Options(IEnumerable<string> symbols) =>
        new(LanguageVersion.Preview, DocumentationMode.None, preprocessorSymbols: [.. Symbols, .. symbols]);

    /// <summary>Null for a file that is not looked into; a note says why.</summary>
    public static CSharpFile? TryParse(WalkedFile walked, CSharpParseOptions options, FindingSink sink, CancellationToken cancellationToken)
    {
        if (walked.Size > LargestBytes)
        {
            sink.Note($"{walked.Path} is not parsed: it has {walked.Size / 1024} KiB, and {LargestBytes / 1024} are the most.");
            return null;
        }

        if (TextFile.TryRead(walked) is not { } text)
        {
            sink.Note($"{walked.Path} is not parsed: it is no text.");
            return null;
        }

        if (DepthOfBrackets(text.Text) > DeepestBrackets)
        {
            sink.Note($"{walked.Path} is not parsed: its brackets are nested deeper than {DeepestBrackets}.");
            return null;
        }

        try
        {
            var tree = CSharpSyntaxTree.ParseText(SourceText.From(text.Text, Encoding.UTF8), options, walked.Path, cancellationToken);
            if (IsTooDeep(tree.GetRoot(cancellationToken)))
            {
                sink.Note($"{walked.Path} is not looked into: its syntax is nested deeper than {DeepestSyntax}.");
                return null;
            }

            return new CSharpFile { Path = walked.Path, Tree = tree, IsGenerated = text.IsGenerated, IsTestOrSample = walked.IsTestOrSample };
        }
        catch (InsufficientExecutionStackException)
        {
            sink.Note($"{walked.Path} is not parsed: it is nested too deeply.");
            return null;
        }
    }

    // Brackets in texts and comments count as well: they are balanced in what people write.
    private static int DepthOfBrackets(string text)
    {
        var (depth, deepest) = (0, 0);
        foreach (var character in text)
        {
            if (character is '(' or '[' or '{')
            {
                deepest = Math.Max(deepest, ++depth);
            }
            else if (character is ')' or ']' or '}' && depth > 0)
            {
                depth--;
            }
        }

        return deepest;
    }

    private static bool IsTooDeep(SyntaxNode root)
    {
        var stack = new Stack<(SyntaxNode Node, int Depth)>([(root, 0)]);
        while (stack.TryPop(out var next))
        {
            if (next.Depth > DeepestSyntax)
            {
                return true;
            }

            foreach (var child in next.Node.ChildNodes())
            {
                stack.Push((child, next.Depth + 1));
            }
        }

        return false;
    }
}
