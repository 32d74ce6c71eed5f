namespace Countersign.Kinds.CodeAnalysis.Neutral;

/// <summary>FNV-1a with 64 bits (draft-eastlake-fnv): the same in every process, so that results are the same in every run.</summary>
internal static class Fnv64
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(ReadOnlySpan<byte> bytes, int seed)
    {
        var hash = Basis ^ (uint)seed;
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * Prime;
        }

        return hash;
    }
}
