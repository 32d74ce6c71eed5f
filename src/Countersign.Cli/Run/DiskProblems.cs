using System.Text.Json;

namespace Countersign.Cli.Run;

/// <summary>Every problem in a disk report, each with where it is.</summary>
internal static class DiskProblems
{
    public static IEnumerable<string> In(JsonElement document)
    {
        var image = document.GetProperty("image");
        var table = document.GetProperty("partition_table");
        return
        [
            .. At("image", image),
            .. At("image", DiskFields.Find(image, "facts")),
            .. At("partition table", table),
            .. DiskFields.Items(table, "partitions").SelectMany(partition => At(Place(partition, "number"), partition)),
            .. DiskFields.Items(document, "file_systems").SelectMany(OfVolume),
        ];
    }

    private static IEnumerable<string> OfVolume(JsonElement volume)
    {
        var where = Place(volume, "partition");
        return [.. At(where, volume), .. At(where, DiskFields.Find(volume, "file_system"))];
    }

    private static string Place(JsonElement holder, string member) =>
        DiskFields.Number(holder, member) is { } number ? $"partition {number}" : "whole disk";

    private static IEnumerable<string> At(string where, JsonElement? holder) => holder is { } found
        ? DiskFields.Items(found, "problems").Select(problem => $"{where}: {DiskFields.Text(problem, "message")}")
        : [];
}
