using System.Globalization;

namespace Countersign.Cli.Terminal;

/// <summary>Numbers of bytes for people.</summary>
internal static class Sizes
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>With the exact number: <c>12.5 MiB (13107200 bytes)</c>; small numbers as they are.</summary>
    public static string Bytes(long bytes) =>
        Math.Abs(bytes) < 1024 ? Short(bytes) : string.Create(CultureInfo.InvariantCulture, $"{Short(bytes)} ({bytes} bytes)");

    /// <summary>Rounded: <c>12.5 MiB</c>.</summary>
    public static string Short(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        while (Math.Abs(value) >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return bytes == 1 ? "1 byte" : string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {Units[unit]}");
    }
}
