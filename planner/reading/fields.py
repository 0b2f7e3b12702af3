"""The headers that people write above a column, for each field of the contract.

Neither the order of words nor their forms need a header of their own (`planner.reading.cells.headers`).

A field whose name begins with ``?`` is a header that means different things to different people: which
field it is gets decided by the values below it (`planner.reading.meaning`). It stands after the field of the
same name, because a header is matched to the last field that has it.
"""

from __future__ import annotations

Aliases = dict[str, frozenset[str]]

CATEGORY_LIKE = "?category"
"""A content category, a credit class (A, A+), a discipline, a subcategory, or a site's tag."""
AREA_LIKE = "?area"
"""A content category or a subcategory."""
STANDARD_LIKE = "?standard"
"""Met or not met, or the score that the standard asks for."""
RESULT_LIKE = "?result"
"""Met or not met, or the score reached."""
CREDITS_LIKE = "?credits"
"""The credits of a subcategory, or the CE credits of a course."""
COURSE_LIKE = "?course"
"""A course's number or its title."""


def _aliases(phrases: dict[str, str]) -> Aliases:
    return {
        field: frozenset(" ".join(phrase.split()) for phrase in text.split(","))
        for field, text in phrases.items()
    }


_NAMES = {
    "discipline": """
        discipline, discipline code, discipline name, disciplines, modality, discipline/modality,
        modality/discipline, credential, credentials, discipline/credential, credential/discipline,
        certification, certificate, exam, examination, ARRT discipline, ARRT credential, specialty,
        registry, modality code, credential code, discipline (code), disc, mod, registration, certification
        and registration, primary/postprimary discipline,
        CQR discipline, SSA discipline, license
    """,
    "category": "category",
    CATEGORY_LIKE: """
        category, categories, cat, category name
    """,
    AREA_LIKE: """
        content area, area, section, topic, knowledge area, content, content outline area, SSA area, domain,
        SSA section, topic area, content topic, SSA topic, outline section, subject, subject area, content
        category, major category, main category, content cat, major content category, ARRT category, ARRT
        content category, SSA category, outline category, category of content, major content area, main area
    """,
    "subcategory": """
        subcategory, sub category, subcategories, subcategory name, sub cat, subcat, content
        subcategory, ARRT subcategory, sub-area, subarea, subsection, subtopic, sub content area,
        content sub area, content area subcategory, SSA subcategory, outline subcategory,
        category/subcategory, targeted subcategory, subdomain, subcategory/topic, subcategory/section
    """,
    "outline_version": """
        outline version, version, outline, content outline, content outline version, outline year,
        content specifications, outline edition, ARRT outline, outline effective
    """,
}

PRESCRIPTION = _aliases(
    _NAMES
    | {
        "standard": """
        standard met, standard met or not met, met or not met, met, standard status, status, pass/fail,
        pass, passed, standard result, SSA standard, standard (met/not met), standard met (yes/no),
        standard outcome
    """,
        "standard_not_met": """
        not met, standard not met, needs more learning, did not meet standard, needs learning, more
        learning needed, unmet, learning needed
    """,
        STANDARD_LIKE: """
        standard
    """,
        RESULT_LIKE: """
        result, results, SSA result, SSA results, outcome, performance, your result, your results,
        category result, your performance, section result, proficiency, assessment result
    """,
        "credits_required": """
        credits required, CE required, CE credits required, prescribed credits, prescribed CE,
        prescribed CE credits, targeted CE, targeted CE credits, targeted credits, targeted CE required,
        targeted CE credits required, targeted credits required, targeted CE prescribed, targeted CE
        credits prescribed, credits, CE credits, CE, required, prescription, prescribed, CE hours, CE
        hours required, credit hours, hours required, credits to earn, CE to earn, CE credits to earn,
        credits to complete, CE to complete, CE credits to complete, CE amount, credit amount, amount,
        targeted, credits assigned, CE assigned, prescribed hours, prescribed CE hours, how many
        credits, minimum credits, minimum CE, minimum CE credits, minimum credits required, minimum CE
        required, CQR credits, CQR CE, CQR credits required, CQR CE required, credits required for CQR
    """,
        "technologist_id": """
        technologist id, technologist, technologist name, technologist number, tech id, tech, ARRT id,
        ARRT number, ARRT no, RT, RT id, R.T., candidate, candidate id, person, person id, participant,
        participant id, employee, employee id, member id, user id, id, customer, customer id, name, full
        name, registrant, registrant id, staff id, learner, learner id
    """,
        "score": """
        score, your score, raw score, subscore, number correct, correct, section score, scaled score,
        points, percent, percent correct, % correct, your points, score reached, score achieved, SSA
        score, subcategory score, category score, questions correct, items correct
    """,
        "standard_score": """
        standard score, score standard, cut score, cut, cutscore, cut-off, cutoff score, passing score,
        passing standard, required score, score required, minimum score, threshold, score to meet
        standard, score needed, pass mark, benchmark, target score, standard (score), score for
        standard, minimum standard, score to meet the standard, number correct needed
    """,
    }
)

DISTRIBUTION = _aliases(
    _NAMES
    | {
        "credits": """
        targeted credits, targeted CE, targeted CE credits, credit distribution, distribution,
        distributed credits, CQR credits, CQR CE, structured education credits, CE distribution,
        assigned credits, credits assigned, subcategory credits, credits in subcategory, credits per
        subcategory, distribution credits, SSA credits, ARRT credits, ARRT distribution, targeted,
        credits for subcategory, targeted CE credit, SE credits, CQR/SE credits
    """,
        CREDITS_LIKE: """
        credits, credit, credit value, credit hours, number of credits, no of credits, # of credits, #
        credits
    """,
        "applies_from": """
        applies from, effective from, effective date, effective, applies since, distribution date,
        distribution applies from, distribution from, distribution effective, enrollments from,
        enrolments from, enrollment from, for enrollments from, enrollments starting, enrollments
        starting from, enrollments starting on or after, enrollments on or after
    """,
        "applies_after": """
        enrollments after, enrollments starting after, enrolments after, enrolments starting after, for
        enrollments starting after, applies after, effective after, starting after
    """,
    }
)

COURSE = _aliases(
    {
        "course_id": """
        course id, id, course number, course no, course code, course num, number, no, code, item, item
        number, item no, sku, ref, course ref, course reference, product id, product code, product
        number, course ids, catalog number, catalogue number, activity number, activity code
    """,
        "title": """
        title, course title, course name, name, activity title, activity name, course description,
        product name, product, name of course, title of course, activity, course/title, program title
    """,
        COURSE_LIKE: """
        course, courses
    """,
        "seller": """
        seller, provider, vendor, sponsor, company, publisher, offered by, sold by, CE sponsor, course
        provider, organization, organisation, CE provider, course seller, provider name, seller name,
        vendor name, education provider, school
    """,
        "format": """
        format, delivery, delivery format, delivery method, type, course type, medium, mode, media,
        course format, learning format, delivery mode, activity type, format type, kind
    """,
        "ce_category": """
        CE category, category CE, CE type, credit category, credit class, CE class, credit type,
        category A/A+, category A or A+, CE credit category, CE credit type, category of CE, ARRT CE
        category, category (A/A+), CE category (A/A+), cat A/A+, A/A+
    """,
        "ce_credits": """
        CE credits, total credits, total CE, total CE credits, approved credits, CE credit hours, CE,
        CEs, CEU, CEUs, category A credits, credits awarded, CE hours, contact hours, CE approved, CE
        credit, approved CE credits, approved CE, biennium credits, total CE hours, CE value, total
        category A credits, CE total, credits total, CEs awarded, category A CE credits, course credits,
        total category A CE credits, credits (total), CE credits (total)
    """,
        "list_price": """
        price, list price, cost, fee, regular price, price USD, retail price, full price, MSRP,
        non-member price, nonmember price, USD, price in USD, course price, tuition, standard price,
        regular cost, original price, list, course fee, normal price
    """,
        "sale_price": """
        sale price, sale, discount price, special price, sale cost, promo price, current price,
        discounted price, our price, your price, price on sale, special, sale price USD, reduced price,
        promotional price, offer price
    """,
        "hours": """
        hours, duration, time, length, study hours, estimated hours, hours to complete, duration hours,
        duration in hours, hrs, time hours, time to complete, estimated time, study time, course hours,
        course length, hours of study, hours needed
    """,
        "activity_id": """
        activity id, content id, same content as, same as, content group, same activity, activity group,
        ARRT activity id, activity ref, same content id
    """,
        "approval_number": """
        approval number, approval no, approval id, approval code, approval #, ASRT approval number,
        reference number, ASRT reference number, ASRT number, ASRT approval, ARRT approval number,
        approval ref, approval reference, CE approval number, ASRT course number, ASRT id, RCEEM number,
        CE approval
    """,
        "approved_from": """
        approved from, approval start, approval start date, approval date, approved on, available from,
        valid from, start date, starts, starts on, begins, approval begins, approved since, approval
        from, date approved, approved, start, release date, from
    """,
        "expires_on": """
        expires on, expires, expiry, expiry date, expiration date, expiration, expire, approved through,
        approved until, valid until, valid through, end date, available until, approval expires,
        approval end, approval end date, exp date, exp, approval expiration, approval expiration date,
        expiration of approval, ends, ends on, end, until, approved to, valid to, approval expiry,
        credit expires, expire date, expires date
    """,
        "url": """
        url, link, website, web site, web, web page, webpage, course url, course link, source url, web
        address, address, course page, page, site, href, hyperlink, source
    """,
    }
)

BUNDLE = _aliases(
    {
        "bundle_id": """
        bundle id, bundle, bundle code, bundle number, bundle no, package id, package, pass id, kit id,
        kit, package code, id, pass, set id, sku
    """,
        "title": """
        title, bundle title, bundle name, name, package name, package title, pass name, kit name,
        description, bundle description
    """,
        "list_price": """
        price, bundle price, list price, cost, package price, fee, price USD, USD, pass price, price in
        USD, bundle cost
    """,
        "sale_price": """
        sale price, sale, special price, discounted price
    """,
        "course_ids": """
        course ids, courses, includes, parts, contents, items, courses included, included courses,
        bundle courses, components, course list, course id, contains, course id list, course numbers,
        included course ids, list of courses, courses in bundle, course titles, titles, course, content,
        members
    """,
    }
)

COMPLETED = _aliases(
    {
        "completed_on": """
        completed on, completion date, date completed, completed, date of completion, finished on, date
        finished, earned on, date earned, date, finished, completed date, course completion date, CE
        date, activity date, date taken, taken on, certificate date, date of activity, done
        on, date done, ended on
    """,
        "completion": """
        status, completion status, course status, activity status, progress, result, outcome, completed
        yes/no, completion, completed (yes/no), passed, pass/fail, transcript status, attendance
    """,
    }
)
