using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Inventory;
using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Neutral;

/// <summary>Looks for merge conflicts that were committed: the opening, the middle and the closing line, in this order.</summary>
internal static class MergeMarkerCheck
{
    public static void Check(TextFile file, FindingSink sink)
    {
        var (opened, parted) = (-1, false);
        for (var i = 0; i < file.Lines.Length; i++)
        {
            var line = file.Lines[i];
            if (line.StartsWith("<<<<<<< ", StringComparison.Ordinal))
            {
                (opened, parted) = (i, false);
            }
            else if (line == "=======" && opened >= 0)
            {
                parted = true;
            }
            else if (line.StartsWith(">>>>>>> ", StringComparison.Ordinal) && parted)
            {
                sink.Add(NeutralRules.MergeMarker, file.Path, opened + 1, "A merge conflict that was never resolved.", 1, i + 1);
                (opened, parted) = (-1, false);
            }
        }
    }
}
