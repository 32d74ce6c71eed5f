using System.Globalization;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Server.Http;

namespace Countersign.Server.OpenApi;

/// <summary>One endpoint as an operation of the document.</summary>
internal static class OpenApiOperation
{
    private static readonly EndpointProblem[] Everywhere =
    [
        new(400, ErrorCodes.HostNotAllowed), new(403, ErrorCodes.HostNotAllowed), new(500, ErrorCodes.InternalError), new(503, ErrorCodes.ServiceUnavailable),
    ];

    private static readonly Dictionary<string, string> PathParts = new(StringComparer.Ordinal)
    {
        ["id"] = "The job's identifier.",
        ["task_id"] = "The task's identifier.",
        ["schedule_id"] = "The schedule's identifier.",
        ["webhook_id"] = "The webhook's identifier.",
        ["delivery_id"] = "The delivery's identifier.",
        ["version"] = "The plan version's number.",
        ["name"] = "The artifact's name.",
        ["token"] = "The link's secret.",
        ["asset"] = "The file's name.",
    };

    public static JsonObject Create(Endpoint endpoint, OpenApiSchemas schemas)
    {
        var operation = new JsonObject
        {
            ["operationId"] = endpoint.Name,
            ["summary"] = FirstSentence(endpoint.Summary),
            ["description"] = endpoint.Summary + Limits(endpoint),
            ["tags"] = new JsonArray(endpoint.Tag),
            ["parameters"] = Parameters(endpoint),
            ["security"] = OpenApiSecurity.Of(endpoint),
        };
        if (endpoint.RequestType is { } body)
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = new JsonObject { [endpoint.RequestMediaType] = Content(body, endpoint.RequestMediaType, schemas) },
            };
        }

        operation["responses"] = Responses(endpoint, schemas);
        return operation;
    }

    private static string Limits(Endpoint endpoint)
    {
        var own = endpoint.PerMinute is { } limit ? string.Create(CultureInfo.InvariantCulture, $" At most {limit} requests a minute for each user.") : "";
        return endpoint.CreatesJob ? own + " Jobs that are created count against Limits:SubmitPerMinute; repeats and refusals do not." : own;
    }

    /// <summary>Summaries stand in menus.</summary>
    private static string FirstSentence(string text) => text.IndexOf(". ", StringComparison.Ordinal) is var end and >= 0 ? text[..(end + 1)] : text;

    private static JsonArray Parameters(Endpoint endpoint)
    {
        var inPath = endpoint.Route.Split('/')
            .Where(part => part.StartsWith('{'))
            .Select(part => Parameter(part.Trim('{', '}'), "path", PathParts[part.Trim('{', '}')], "string", required: true));
        var others = endpoint.Parameters.Select(parameter =>
            Parameter(parameter.Name, parameter.In, parameter.Description, parameter.Type, parameter.Required));
        return [.. inPath, .. others];
    }

    private static JsonObject Parameter(string name, string location, string description, string type, bool required) => new()
    {
        ["name"] = name,
        ["in"] = location,
        ["description"] = description,
        ["required"] = required,
        ["schema"] = new JsonObject { ["type"] = type },
    };

    private static JsonObject Responses(Endpoint endpoint, OpenApiSchemas schemas)
    {
        var responses = new JsonObject();
        foreach (var status in endpoint.Responses.GroupBy(response => response.Status))
        {
            var content = new JsonObject();
            foreach (var response in status.Where(response => response.Type is not null))
            {
                content[response.MediaType] = Content(response.Type!, response.MediaType, schemas);
            }

            responses[Key(status.Key)] = new JsonObject
            {
                ["description"] = string.Join(" ", status.Select(response => response.Description)),
                ["content"] = content,
            };
        }

        foreach (var status in Problems(endpoint).GroupBy(problem => problem.Status))
        {
            AddProblem(responses, status.Key, [.. status.Select(problem => problem.Code).Distinct()], schemas);
            if (endpoint.AddressIsCredential)
            {
                // For people: a program that asks for JSON gets the problem.
                responses[Key(status.Key)]!["content"]!["text/html"] = Content(typeof(string), "text/html", schemas);
            }
        }

        return responses;
    }

    /// <summary>A body with its schema, and with an example where there is one.</summary>
    private static JsonObject Content(Type type, string mediaType, OpenApiSchemas schemas)
    {
        var content = new JsonObject { ["schema"] = schemas.Reference(type) };
        if (mediaType == "application/json" && OpenApiExamples.Find(type) is { } example)
        {
            content["example"] = example;
        }

        return content;
    }

    private static IEnumerable<EndpointProblem> Problems(Endpoint endpoint)
    {
        var problems = endpoint.Problems.Concat(Everywhere);
        if (!endpoint.Anonymous)
        {
            problems = problems.Append(new EndpointProblem(401, ErrorCodes.Unauthenticated)).Append(new EndpointProblem(429, ErrorCodes.RateLimited));
        }

        return endpoint.Scope is EndpointScope.Admin or EndpointScope.Unset
            ? problems.Append(new EndpointProblem(403, ErrorCodes.AdminOnly))
            : problems;
    }

    private static void AddProblem(JsonObject responses, int status, string[] codes, OpenApiSchemas schemas)
    {
        var content = new JsonObject
        {
            ["schema"] = new JsonObject
            {
                ["allOf"] = new JsonArray(
                    schemas.Reference(typeof(Problem)),
                    new JsonObject
                    {
                        ["properties"] = new JsonObject
                        {
                            ["code"] = new JsonObject { ["enum"] = new JsonArray([.. codes.Select(code => (JsonNode)code)]) },
                        },
                    }),
            },
            ["example"] = OpenApiExamples.Problem(status, codes[0]),
        };
        var description = $"code: {string.Join(", ", codes)}";
        if (responses[Key(status)] is JsonObject existing)
        {
            existing["description"] = $"{existing["description"]!.GetValue<string>()} Or {description}";
            existing["content"]!["application/problem+json"] = content;
            return;
        }

        responses[Key(status)] = new JsonObject
        {
            ["description"] = description,
            ["content"] = new JsonObject { ["application/problem+json"] = content },
        };
    }

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);
}
