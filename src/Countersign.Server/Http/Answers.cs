using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Http;

/// <summary>Successful answers with a JSON body, written the same in every host.</summary>
internal static class Answers
{
    public static IResult Json<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        new JsonAnswer<T>(value, type, status);
}
