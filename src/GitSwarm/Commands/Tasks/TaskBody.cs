using System.Text.Json.Serialization;
using GitSwarm.Cli;
using GitSwarm.Tasks;

namespace GitSwarm.Commands.Tasks;

/// <summary>A task as JSON; the fields are those of docs/cli.md.</summary>
internal sealed record TaskBody(
    string Id,
    string List,
    [property: JsonPropertyName("clone"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CloneId,
    string Subject,
    string? Description,
    string Status,
    bool Ready,
    IReadOnlyList<string> BlockedBy,
    IReadOnlyList<string> WaitsFor,
    IReadOnlyList<string> Blocks,
    TaskPersonBody? Owner,
    TaskPersonBody? Left,
    TaskPersonBody? CreatedBy,
    string CreatedAt,
    string ChangedAt,
    string? TakenAt,
    string? DoneAt
)
{
    /// <summary>Of a list of this clone.</summary>
    public static TaskBody Of(TaskItem task, TaskList list) => Of(task, list, null);

    /// <summary>Of any list; another clone is named.</summary>
    public static TaskBody Of(TaskItem task, TaskList list, TaskBook? book)
    {
        var r = task.Record;
        return new(
            Text(r.Id),
            list.Name,
            book?.IsOurs(list) == false ? list.Ref.CloneId : null,
            r.Subject,
            r.Description,
            task.State switch
            {
                TaskState.Done => "done",
                TaskState.InProgress => "in_progress",
                _ => "open",
            },
            task.IsReady,
            [.. (r.BlockedBy ?? []).Select(Text)],
            [.. task.WaitsFor.Select(Text)],
            [.. list.BehindOf(r.Id).Select(t => Text(t.Id))],
            task.State == TaskState.Open ? null : TaskPersonBody.Of(r.Owner),
            TaskPersonBody.Of(task.Left),
            TaskPersonBody.Of(r.By),
            Ages.Rfc3339(r.Created),
            Ages.Rfc3339(r.Changed),
            task.State != TaskState.Open && r.Taken is { } taken ? Ages.Rfc3339(taken) : null,
            r.Done is { } done ? Ages.Rfc3339(done) : null
        );
    }

    private static string Text(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A session a list names.</summary>
internal sealed record TaskPersonBody(string Session, string Name)
{
    public static TaskPersonBody? Of(TaskPerson? person) => person is null ? null : new(person.Session, person.Name);
}

/// <summary>What changes of a list answer.</summary>
internal sealed record TaskChangedBody(TaskBody Task, IReadOnlyList<TaskBody> Freed, IReadOnlyList<string> Told);

/// <summary>What they answer where the answer is no: the form of every failure, and the task in question.</summary>
internal sealed record TaskRefusedBody(FailureBody Error, TaskBody? Task);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(TaskBody))]
[JsonSerializable(typeof(TaskBody[]))]
[JsonSerializable(typeof(TaskChangedBody))]
[JsonSerializable(typeof(TaskRefusedBody))]
internal sealed partial class TaskContext : JsonSerializerContext;
