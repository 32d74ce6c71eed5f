using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Inventory;
using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Neutral;

/// <summary>Looks for files that are too large to be read, or to be carried along.</summary>
internal static class LargeFileCheck
{
    private const long LargeBytes = 5 * 1024 * 1024;

    public static void Check(TextFile file, RuleLimits limits, FindingSink sink)
    {
        if (!file.IsGenerated && file.Language is { IsCode: true } && file.Lines.Length > limits.FileLines)
        {
            sink.Add(NeutralRules.LargeFile, file.Path, 0, $"The file has {file.Lines.Length} lines; more than {limits.FileLines} are too many.");
        }
    }

    /// <summary>For a file that is no text, or too large to be read as one.</summary>
    public static void CheckUnread(WalkedFile file, FindingSink sink)
    {
        if (file.Size > LargeBytes)
        {
            sink.Add(NeutralRules.LargeBinary, file.Path, 0, $"The file has {file.Size / (1024 * 1024)} MiB.");
        }
    }
}
