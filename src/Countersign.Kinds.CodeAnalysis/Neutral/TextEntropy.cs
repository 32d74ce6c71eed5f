namespace Countersign.Kinds.CodeAnalysis.Neutral;

/// <summary>How random a text looks.</summary>
internal static class TextEntropy
{
    /// <summary>Shannon's entropy of its characters, in bits for each: 0 for one that repeats, 4 for 16 that all differ.</summary>
    public static double BitsPerCharacter(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        var counts = new Dictionary<char, int>();
        foreach (var character in text)
        {
            counts[character] = counts.GetValueOrDefault(character) + 1;
        }

        double bits = 0;
        foreach (var count in counts.Values)
        {
            var share = (double)count / text.Length;
            bits -= share * Math.Log2(share);
        }

        return bits;
    }
}
