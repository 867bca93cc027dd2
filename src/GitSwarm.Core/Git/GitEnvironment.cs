using System.Collections.Frozen;

namespace GitSwarm.Git;

/// <summary>How git is called: which program, with which variables.</summary>
/// <remarks>
/// The only place that says what a git child sees. Git's own local variables (the list is that of
/// <c>git rev-parse --local-env-vars</c>) are cleared, because a hook exports them for its own repository.
/// </remarks>
public sealed class GitEnvironment
{
    private static readonly FrozenSet<string> LocalVariables = new[]
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_CONFIG",
        "GIT_OBJECT_DIRECTORY",
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_GRAFT_FILE",
        "GIT_INDEX_FILE",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_REPLACE_REF_BASE",
        "GIT_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_COMMON_DIR",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_QUARANTINE_PATH",
        "GIT_NAMESPACE",
        "GIT_TRACE",
        "GIT_REFLOG_ACTION",
        "GIT_LITERAL_PATHSPECS",
        "GIT_GLOB_PATHSPECS",
        "GIT_NOGLOB_PATHSPECS",
        "GIT_ICASE_PATHSPECS",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly Dictionary<string, string> variables;

    /// <summary>Derives git's environment from the caller's.</summary>
    /// <param name="caller">Every variable of the calling process.</param>
    /// <param name="program">The git to run; a name is looked up on PATH.</param>
    public GitEnvironment(IReadOnlyDictionary<string, string> caller, string program = "git")
    {
        Program = program;
        variables = new Dictionary<string, string>(caller.Count + 4, StringComparer.Ordinal);
        foreach (var (name, value) in caller)
        {
            if (!LocalVariables.Contains(name))
            {
                variables[name] = value;
            }
        }
        variables["LC_ALL"] = "C";
        variables["GIT_OPTIONAL_LOCKS"] = "0";
        variables["GIT_NO_LAZY_FETCH"] = "1";
        variables["GIT_TERMINAL_PROMPT"] = "0";
    }

    /// <summary>Whether a variable tells a git where its repository is, or how it was called: nothing for a program that works elsewhere.</summary>
    public static bool IsOfOneRepository(string name) => LocalVariables.Contains(name);

    /// <summary>The git to run.</summary>
    public string Program { get; }

    /// <summary>Every variable a git child sees.</summary>
    public IReadOnlyDictionary<string, string> Variables => variables;
}
