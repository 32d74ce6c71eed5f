using System.Text.Json.Nodes;

namespace Countersign.Kinds.SourceBuild.Reports;

/// <summary>How much of the code tests ran.</summary>
/// <param name="LinesCovered">Lines that ran at least once.</param>
/// <param name="LinesValid">Lines that could have.</param>
internal sealed record Coverage(long LinesCovered, long LinesValid)
{
    public Coverage Plus(Coverage other) => new(LinesCovered + other.LinesCovered, LinesValid + other.LinesValid);

    public JsonObject ToJson() => new()
    {
        ["line_percent"] = LinesValid == 0 ? null : Math.Round(100.0 * LinesCovered / LinesValid, 2),
        ["lines_covered"] = LinesCovered,
        ["lines_valid"] = LinesValid,
    };

    public static Coverage Read(JsonNode json) => new((long)json["lines_covered"]!, (long)json["lines_valid"]!);
}
