using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.CSharp.Checks;

/// <summary>Looks for members that are too long, too deep or too complicated.</summary>
internal static class MemberSizeCheck
{
    public static void Check(CSharpFile file, RuleLimits limits, FindingSink sink)
    {
        foreach (var member in CodeMember.AllOf(file))
        {
            Report(CSharpRules.Cyclomatic, Complexity.Cyclomatic(member), limits.Cyclomatic, "paths");
            Report(CSharpRules.Cognitive, Complexity.Cognitive(member), limits.Cognitive, "cognitive complexity");
            Report(CSharpRules.LongMethod, CodeLines(member), limits.MethodLines, "lines of code");
            var (depth, deepest) = Complexity.Nesting(member);
            if (depth > limits.Nesting)
            {
                sink.AddAt(CSharpRules.DeepNesting, file, deepest.GetFirstToken(), $"'{member.Name}' nests statements {depth} deep; at most {limits.Nesting} are readable.");
            }

            void Report(Rule rule, int found, int most, string unit)
            {
                if (found > most)
                {
                    sink.AddAt(rule, file, member.Place, $"'{member.Name}' has {found} {unit}; more than {most} are too many.");
                }
            }
        }
    }

    private static int CodeLines(CodeMember member)
    {
        var text = member.Body.SyntaxTree.GetText().Lines;
        var (count, last) = (0, -1);
        foreach (var token in member.Body.DescendantTokens())
        {
            var line = text.GetLineFromPosition(token.SpanStart).LineNumber;
            count += line == last ? 0 : 1;
            last = line;
        }

        return count;
    }
}
