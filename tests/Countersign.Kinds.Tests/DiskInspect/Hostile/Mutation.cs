namespace Countersign.Kinds.Tests.DiskInspect.Hostile;

/// <summary>Damages bytes in the ways that break parsers: flipped bits, extreme integers, copied stretches.</summary>
internal sealed class Mutation(Random random)
{
    private static readonly ulong[] Extremes =
        [
            0, 1, 2, 63, 127, 255, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000,
            0xFFFFFFFF, 1UL << 40, 1UL << 62, 1UL << 63, long.MaxValue, ulong.MaxValue];

    public void Damage(Span<byte> bytes)
    {
        for (var left = random.Next(1, 5); left > 0; left--)
            DamageOnce(bytes);
    }

    private void DamageOnce(Span<byte> bytes)
    {
        // The fields that decide about everything else stand at the start of a structure.
        var at = random.Next(random.Next(4) == 0 ? bytes.Length - 8 : Math.Min(bytes.Length - 8, 128));
        switch (random.Next(4))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                WriteExtreme(bytes.Slice(at & ~3, 4));
                break;
            default:
                WriteExtreme(bytes.Slice(at & ~7, 8));
                break;
        }
    }

    private void WriteExtreme(Span<byte> field)
    {
        var value = random.Next(3) == 0 ? (ulong)random.Next(70) : Extremes[random.Next(Extremes.Length)];
        var bytes = BitConverter.GetBytes(value).AsSpan(0, field.Length);
        if (random.Next(2) == 0)
            bytes.Reverse();
        bytes.CopyTo(field);
    }
}
